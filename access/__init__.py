"""Access («доступ»): who may enter, and who is acting.

modes      one PC or an office server; what refuses to start
passwords  hashes, and what is no password
oidc       sign-in by the office's own directory, where it has one
sign_in    the pages /login, /logout, /invite
gate       the middleware before everything: without a session only these answer
current    the person of this run, for pages and print views
"""
