"""The action plans of the demonstration: one for each cycle, and what came of it.

Everything is done by what the pages call, at the moments at which it is said to have happened: every rule holds.
"""

from datetime import timedelta

from activities import proposing
from assessments.models import Action, Challenge, PlanPublication
from assessments.plans import carrying_out, publishing, reviewing, submitting, thread, writing

Part = PlanPublication.Part
KINDS = (Action.Kind.TRAINING, Action.Kind.LEGISLATION, Action.Kind.EXERCISE, Action.Kind.ADVISORY)


class PlanOfTurn:
    """The plan of one cycle of the demonstration, told by days since the cycle opened (see `assessments.demo.Turn`)."""

    def __init__(self, turn):
        self.turn = turn
        self.plan = None

    def complete(self):
        """From the first action to the end; in the second cycle it is returned once."""
        self.write(82)
        self.submit(90)
        self.review(95)
        if self.turn.number == 2:
            self.revise(100)
        self.approve(115)
        self.carry_out(120)
        if self.turn.number == 5:
            self.propose(125)
        self.publish(160)
        self.evaluate(180)

    def begin_only(self, day):
        self.write(day)

    def write(self, day):
        turn = self.turn
        with turn.on(day, "focal point") as by:
            self.plan = writing.begin(turn.assessment.cycle, by=by)
            for action in self.plan.actions.filter(to_confirm=True):
                writing.confirm(action, by=by)
            challenges = Challenge.objects.filter(area_answer__assessment=turn.assessment)
            for place, challenge in enumerate(challenges.select_related("area_answer__area")[:4]):
                self._add(place, challenge, by)

    def _add(self, place, challenge, by):
        turn, area = self.turn, challenge.area_answer.area
        needs = place % 2 == 0
        started = (turn.opens + timedelta(days=100 + 10 * place)).date()
        writing.add(
            self.plan.pk,
            by=by,
            area=area,
            title=f"Demonstration action {place + 1} of cycle {turn.number}",
            challenges=[challenge],
            indicators=[area.indicators.first()],
            objective=f"{turn.mark} Close the gap that the challenge names.",
            kind=KINDS[place % len(KINDS)],
            result=f"{turn.mark} Trained staff in every region.",
            measure="Certificates issued.",
            stage_aimed=turn.stages[-1],
            lead="Demonstration inspectorate",
            others="Demonstration ministry",
            starts_on=started,
            due_on=started + timedelta(days=60 + 20 * place),
            priority=Challenge.Priority.values[place % 3],
            resources="Two posts",
            assistance=Action.Assistance.NEEDED if needs else Action.Assistance.NONE,
            assistance_kind=Action.Kind.TRAINING if needs else "",
            assistance_words=f"{turn.mark} Trainers for one week." if needs else "",
        )

    def submit(self, day):
        turn = self.turn
        with turn.on(day, "focal point") as by:
            submitting.submit(
                self.plan.pk,
                by=by,
                name=f"Demonstration person {turn.country.iso2}",
                function="Head of the demonstration department",
            )

    def review(self, day):
        turn = self.turn
        with turn.on(day, "editor") as by:
            reviewing.start(self.plan.pk, by=by)
        with turn.on(day + 1, "bureau") as by:
            action = self.plan.actions.first()
            reviewing.comment(self.plan, by=by, text=f"{turn.mark} Who pays for this action?", action=action)

    def revise(self, day):
        turn = self.turn
        first = self.plan.actions.first()
        with turn.on(day, "editor") as by:
            reviewing.return_for_revision(
                self.plan.pk, by=by, note=f"{turn.mark} Please say who pays.", actions=[first.pk]
            )
        with turn.on(day + 3, "focal point") as by:
            writing.save_action(
                first.pk, {f"n{first.pk}-version": first.version, f"n{first.pk}-resources": "The state budget"}, by=by
            )
        self.submit(day + 4)
        with turn.on(day + 5, "editor") as by:
            reviewing.start(self.plan.pk, by=by)

    def approve(self, day):
        with self.turn.on(day, "bureau") as by:
            reviewing.approve(self.plan.pk, by=by, note=f"{self.turn.mark} Approved with thanks.")

    def carry_out(self, day):
        """The first action is done, the second is under way, the third late, the fourth not begun."""
        turn = self.turn
        actions = list(self.plan.actions.all())
        with turn.on(day, "focal point") as by:
            for action in actions[:2]:
                carrying_out.change_status(action, Action.Status.UNDER_WAY, by=by, note=f"{turn.mark} Begun.")
        with turn.on(day + 30, "focal point") as by:
            carrying_out.change_status(actions[0], Action.Status.DONE, by=by, note=f"{turn.mark} Held.")

    def propose(self, day):
        """An activity for the action that is under way; `activities.demo` accepts it."""
        with self.turn.on(day, "focal point") as by:
            action = self.plan.actions.get(title__endswith=f"action 1 of cycle {self.turn.number}")
            proposal = thread.propose(self.plan.pk, [action], by=by)
            proposing.submit(proposal.pk, by=by)

    def publish(self, day):
        """The plan of every cycle but the first, from the fourth on with what is needed."""
        if self.turn.number == 1:
            return
        parts = [Part.ACTIONS, Part.PROGRESS] + ([Part.NEEDS] if self.turn.number >= 4 else [])
        with self.turn.on(day, "focal point") as by:
            publishing.publish(self.plan.pk, by=by, parts=[str(part) for part in parts])

    def evaluate(self, day):
        """What is done is done; the second action goes on in the next cycle, the others are dropped."""
        turn, decision = self.turn, Action.Decision
        decisions = {}
        for place, action in enumerate(self.plan.actions.all()):
            chosen = decision.DONE if action.status == Action.Status.DONE else decision.DROP
            chosen = decision.CONTINUE if place == 1 else chosen
            decisions[action.pk] = (chosen, f"{turn.mark} What came of it.", None)
        with turn.on(day, "focal point") as by:
            carrying_out.evaluate(self.plan.pk, decisions, by=by, words=f"{turn.mark} Half of it was reached.")
        with turn.on(day + 2, "editor") as by:
            carrying_out.close(self.plan.pk, by=by)
