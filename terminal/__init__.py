"""The terminal («терминал»): its commands, and in which words they print."""
