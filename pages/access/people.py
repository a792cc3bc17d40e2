"""Сотрудники и доступ: кто может войти, что каждому можно, кто сейчас в программе."""

from ui import heading
from ui.access import people

heading.title("Сотрудники и доступ")
people.explain_one_pc()
people.list_people()
people.add_person()
people.change_person()
people.invite_schools()
people.open_sessions()
