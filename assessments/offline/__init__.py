"""A self-assessment filled in offline: what a file asks and says, whatever its format (PRODUCT G1, ADR 24).

`contents` names every place that can be filled in, as the form has them; `base` what the file was made from;
`comparing` what a filled one says anew; `applying` takes that over. Only `workbook_writing` and `workbook_reading` know
of XLSX. A format gives `carried`: a text as it comes back out of a file of its kind when nobody touched it.
"""
