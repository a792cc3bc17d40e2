"""The page «Дорожная карта»: what is in force, passports, goals, a new edition, all editions."""
