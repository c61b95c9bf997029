"""The synthetic clinic: sixty patients, ten weeks of visits, and things to fix today. Nobody in it is real."""
