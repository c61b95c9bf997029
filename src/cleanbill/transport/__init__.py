"""Claims out, answers in: nothing is lost, nothing is sent or taken twice, and every answer finds its claim."""
