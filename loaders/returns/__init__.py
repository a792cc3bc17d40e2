"""One school's return on its way: whose it is, what it says, what is wrong, what is stored."""
