"""Print views («на печать»): a monitoring page as an ordinary web page for A4."""
