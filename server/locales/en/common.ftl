# Words that appear on pages of every area.
common-product = Kikitori
common-product-description = Regional surveys and hearings of support agencies, in one place.
common-skip = Skip to main content
common-nav = Menu
common-breadcrumbs = You are here
common-sign-in = Sign in
common-sign-out = Sign out
common-error-prefix = Error:{" "}
common-error-summary = { $n ->
    [one] Please check one thing
   *[other] Please check { $n } things
}
common-required = required
common-optional = optional
common-not-entered = Not entered
common-change = Change
common-change-what = {" "}({ $what })
common-of-what = {" "}({ $what })
common-show-numbers = Show the numbers
common-open-source = Open the source text
common-suppressed = suppressed
common-filters = Filters
common-filter-apply = Apply
common-filter-reset = Clear
common-pagination = Pages
common-page-number = Page { $number }
common-previous-page = Previous page
common-next-page = Next page
common-progress = Progress
common-progress-of = { $current } / { $total }
common-characters-max = Up to { $n } characters
common-characters-left = { $n } characters left
common-characters-over = { $n } characters too many
common-copy = Copy
common-copied = Copied.
common-copy-failed = Could not copy. Please copy the selected text.
common-print = Print
common-stance-challenge = Challenge
common-stance-good_practice = Good practice
common-stance-request = Request
common-stance-other = Other
common-stance-short-challenge = C
common-stance-short-good_practice = G
common-stance-short-request = R
common-stance-short-other = O
