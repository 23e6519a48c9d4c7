"""The page for the policy analyst: people, changes, comparisons, questions, shares, reports."""
