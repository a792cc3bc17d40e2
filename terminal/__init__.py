"""The terminal («терминал»): what the commands of cli.py print, and in which words."""
