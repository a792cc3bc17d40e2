"""Speed and memory, each beside a floor or a peer of the same run, as ratios."""
