"""The nouns by name: what the project speaks of, and where each is kept.

    places      Municipality, Organisation, RollRow      who reports, and how many pupils it has
    roadmap     Roadmap → Activity → Indicator → Target   what was promised
                Question                                  what is asked of whom
                Period                                    for which year, and by which day
    returns     ParsedReturn → Submission → Receipt       a return on its way in
                Problem                                   what is wrong with it
                Revision, Fact, EvidenceDocument          a return as it is stored
                YearClosure, Reopening, SentBack          when returns may come in
                ClosedVerdict, Explanation                what a closed year said, why it changed
                MappingProfile                            how a foreign layout is read
    decisions   IssuedDocument, DocumentSlot, DocumentFile what was issued and signed
                EvidenceEntry                             which document proves what
                MeetingProtocol → AgendaItem → Decision   who was heard, what was decided
                Assignment → Execution, Release           what follows, until off control
                ImprovementChain → Measure                from a figure to its effect
    people      Person → Grant (Role), Author             who may enter, who acts now
                SignIn, JournalAct                        who is in, who did what
    snapshot    Snapshot                                  all of it, at one version of the data
    compliance  Status, Growth                            the verdicts
    errors      MonitorError and its kin                  what stops us, in Russian

All of these are frozen dataclasses and enumerations that know nothing of a database.
``Store`` (in ``data_model.store``) asks and answers with them; ``tables``, ``database`` and
``migrations`` are its cellar, and nobody else goes there.
"""
