"""Understanding what teachers type about a whole class: a lexicon and a grammar, no guessing.

verdict.py leads a message through the room, from what is known of the class (context.py) to what is
understood (understood.py). Every file stands here once, in the step it belongs to; a step knows
only the steps before it, and the values between them.

1. One spelling (writing.py).
2. wording/: the text in plainer words, before it is cut (plainer.py):
   - the last days of leaves cut out (until.py), what is told of a teacher set apart
     (of_teachers.py), who fills in a form (signatures.py), our line of a chain (chains.py), and
     what is told of the whole class (class_words.py, head_counts.py, out_of.py, nothing_else.py,
     mixed_grades.py, back_today.py, tallies.py);
   - lists and whatever is there for the eye (lines.py, entries.py, empty_fields.py, dictated.py,
     seat_figures.py, spelled.py, carers.py, measured_twice.py, no_returns.py);
   - what was typed by its sound (by_sound.py), and vaccines (vaccines.py);
   - one wording for many (everyday_wording.py, all_but.py, called.py, company.py, contests.py,
     earlier_leaves.py, ill_at_desk.py,
     feelings.py, home_towns.py, kept_apart.py, leave_calls.py, measured_later.py, missing_why.py,
     moved_away.py, named_counts.py, new_pupils.py), and of English (no_longer.py, outings_en.py,
     back_after.py, counts_en.py, headings_en.py, fillers_en.py, short_days.py), and of journeys
     (returned.py, travellers.py), of thermometers (thermometers.py) and of what is cut short
     (short_answers.py).
3. cutting/: into pieces (cutter.py, tokens.py), at each place by the first that knows it:
   - names (names.py, known_names.py, name_forms.py, sounds.py, half_spelt.py, families.py) and
     classes (class_names.py, english_classes.py);
   - figures and counts (amounts.py, figures.py, numbers.py, spoken.py, numbered.py) and days
     (days.py, days_en.py, which_day.py, vague_days.py);
   - phrases of a shape (shapes.py, stickers.py, short_leave.py, asides.py, kin.py with kinfolk.py,
     classmates.py, unnamed.py, own_people.py, in_time.py, crowd.py, causes.py, body_en.py,
     warm_en.py, stays.py, searches.py, no_reply.py);
   - words (lexicon.py with words.toml, dictionary.py, places.py, homophones.py), and what nobody
     knows, which may be a misspelt name (stretches.py, namesakes.py, whole_names.py,
     latin_given.py).
   All who look around among the pieces do it by pieces.py.
4. From the pieces to what was said of whom (listening.py, heard.py, about.py). First
   ordering/: the pieces in order, before they are heard (in_order.py):
   - other classes, signs, latecomers and headings (topics.py, neighbours.py, thumbs.py,
     latecomers.py, day_headings.py, second_readings.py), what is beside the matter (everyday.py,
     business.py, own_matters.py);
   - what a number or a word means where it stands (bare_days.py, numbered_days.py, body_pairs.py,
     likewise.py, setting_out.py, got_there.py, some_others.py, afternoons.py), and what is only
     asked (clauses.py, questions.py, own_lines.py); who is named beside all
     (included.py) or not reached (unanswered.py);
   - of whom it is said (beside_a_name.py, unnamed_pupils.py, called_by_name.py, he_or_she.py,
     all_of_a_name.py, pronouns.py, who_it_was.py, turns.py, revisions.py, whose_it_is.py,
     seats.py), and why (errands.py, occasions.py, reasons_told.py, fever_clinics.py);
   - parts and forms (parts.py, forms.py), and what is over or lasts (lasting.py, homeward.py,
     at_home_first.py, former.py, long_ago.py, late_nights.py, all_back.py).
5. grammar/: piece by piece is taken up (sentence.py). Each of these is a class upon the one before,
   from the place in the sentence (hearing.py):
   - days: nearby.py, expected.py, leave_days.py, times.py, past_fevers.py, recoveries.py;
   - what is noted, stands at the head or is denied: noting.py, headings.py with
     heading_ends.py, claims.py, fields.py;
   - heads: counted.py, missing.py, turnout.py, others_counted.py, heads.py;
   - of whom: relatives.py, figure_first.py, whose_highest.py, naming.py with seat_or_day.py,
     whom.py; then readings.py;
   - journeys: returns.py, day_owners.py, journey_days.py, going_on.py, directions.py, journeys.py;
   - what is told: normal.py, everybody.py, class_highest.py, negations.py with reach.py,
     predicates.py, taken_back.py, corrections.py, denials.py with manner.py, doubts.py, signs.py,
     small_words.py.
6. settling/: what was counted and named is settled (groups.py, attendance.py,
   one_name.py). The last net:
   whatever was lost on the way is asked about (accounting.py, mix_up.py). Then what was heard is
   weighed (weighing.py), asked about (asked.py; of teachers teachers.py) and told (told.py).
7. What is no answer at all is told apart (chatter.py).
"""

from domain.understanding.chatter import Chatter
from domain.understanding.context import ClassContext, Likeness
from domain.understanding.understood import (
    OfTeachers,
    PupilSaid,
    Question,
    Status,
    Travelled,
    Understood,
)
from domain.understanding.verdict import LONGEST, understand

__all__ = [
    "LONGEST",
    "Chatter",
    "ClassContext",
    "Likeness",
    "OfTeachers",
    "PupilSaid",
    "Question",
    "Status",
    "Travelled",
    "Understood",
    "understand",
]
