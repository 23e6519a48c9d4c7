"""How it is said, on a page, in a terminal and on paper: words, texts, pictures, reports."""
