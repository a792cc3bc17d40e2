"""What people write into cells («почерк»), read at one place for the whole house.

reading   text folded for comparison; counts, «есть» and «нет», percents, periods
days      dates, months, quarters, seasons
grades    lists of grades
personal  what personal data of pupils looks like
"""
