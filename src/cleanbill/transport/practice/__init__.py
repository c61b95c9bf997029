"""The practice payer: a payer that nobody is paid by, to develop, test and show with. All that it says is synthetic."""
