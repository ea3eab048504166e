# One's own answers beside those of the whole region.
own-title = Your answers and the region's
own-to = See your answers beside those of the whole region
own-lead = These are the closed questions of the published sheet, with a mark (◀) at your answers. Whoever has the address of this page can see them.
own-mark = ◀ Your answer
own-column = Your answer
own-given = ◀ Your answer is “{ $answer }”.
own-rows = Your answer stands behind ◀.
own-none = There is no answer of yours to this question.
own-nothing = The published sheet has no results of questions of this questionnaire.
own-how-frozen = The numbers of the region are those of the published sheet. Small ones are shown as “*”.
own-how-consent = Answers that may not be shared in the region are not part of its numbers.
own-late = Your answers came after version { $number } of { $date } was made. They are not part of the region's numbers yet; the next version will count them.
own-late-mended = Your answers were changed after version { $number } of { $date } was made. The change is not part of the region's numbers yet; the next version will count it.
own-late-anonymous = Answers are anonymous here, and when each of them came is not kept. Those sent after version { $number } of { $date } was made are not part of the region's numbers yet; the next version will count them.
own-unpublished = The results of the region are being prepared
own-unpublished-text = Once they are published, you will see them here, at the same address, beside your answers. Thank you for your patience ({ $host }).
own-back = Back
