"""Plain Answers: dated facts, pages in many languages, one static site."""
