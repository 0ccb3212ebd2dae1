from programme.workflow import StepTaken

from .base import Recorded, Sourced, Sureness
from .claims import Claim, Marked, TextMark
from .documents import Document, DocumentVersion
from .email_change import EmailChange
from .files import Download, StoredFile
from .frozen import FrozenCopy
from .keeping import LoadedRecord, OldAddress, RecordVersion
from .kept import KeptForADay
from .messages import Message
from .signed import Signed
from .users import User
from .versioned import Versioned
from .vocabulary import BasicTask, Body, CrossCuttingArea, Meeting, ProgrammeName, WorkingArea, programme_name

__all__ = [
    "BasicTask",
    "Body",
    "Claim",
    "CrossCuttingArea",
    "Document",
    "DocumentVersion",
    "Download",
    "EmailChange",
    "FrozenCopy",
    "KeptForADay",
    "LoadedRecord",
    "Marked",
    "Meeting",
    "Message",
    "OldAddress",
    "ProgrammeName",
    "RecordVersion",
    "Recorded",
    "Signed",
    "Sourced",
    "StepTaken",
    "StoredFile",
    "Sureness",
    "TextMark",
    "User",
    "Versioned",
    "WorkingArea",
    "programme_name",
]
