#!/bin/sh
# The long versions of the tests that nothing is lost: 1,000 kills, 10,000 power cuts, 1,000,000
# events in the window, 100,000 sequences of commands, 1,000 reports compared in pairs; then the real window, killed 1,000 times (some two
# hours) while someone types, saves and changes tabs, and typed into through an input method. Writes what came of it as lines for tests/PROOF.md.
#
#   tests/proof.sh [FACTOR IN PER CENT]        100 is the whole
#
# PROFILE=dev runs the builds that `cargo test` left instead of a release build.
set -u
cd "$(dirname "$0")/.."
factor=${1:-100}
profile=${PROFILE:-release}
program=target/$profile/nianbao
[ "$profile" = dev ] && program=target/debug/nianbao
count() { echo $(($1 * factor / 100)); }
cargo build --profile "$profile" --quiet && cargo test --profile "$profile" --no-run --quiet || exit 1
failed=0
# run NAME TEST FILTER VARIABLE COUNT
run() {
    began=$(date +%s)
    if out=$(env "$4=$5" cargo test --profile "$profile" --quiet --test "$2" -- --exact "$3" --nocapture 2>&1) &&
        echo "$out" | grep -q "^test result: ok. 1 passed"; then
        said=$(echo "$out" | grep -E "^[0-9]+ (kills|power cuts|events|steps)" | tail -1)
        echo "| $1 | $5 | $(date +%F) | passed in $(($(date +%s) - began)) s${said:+: $said} |"
    else
        echo "$out" | tail -20 >&2
        echo "| $1 | $5 | $(date +%F) | FAILED |"; failed=1
    fi
}
run "kills" session storage::killed_process::a_killed_program_loses_less_than_two_seconds NIANBAO_KILLS "$(count 1000)"
run "power cuts" session storage::power_cuts::a_power_cut_after_any_step_loses_nothing_that_was_promised NIANBAO_POWER_CUTS "$(count 10000)"
run "sequences of commands" session editing::history::random_commands_are_undone_and_redone_to_the_same_bytes NIANBAO_SEQUENCES "$(count 100000)"
run "reports compared in pairs" check similar_units::the_index_finds_what_comparing_every_pair_finds NIANBAO_ALIKE "$(count 1000)"
run "events in the window" gui random_events::a_hundred_thousand_random_events NIANBAO_EVENTS "$(count 1000000)"
for script in "killed.sh $program $(count 1000)" "no_opengl.sh $program" "input_method.sh $program" \
    "screen_reader.sh $program" "offline.sh $program"; do
    # shellcheck disable=SC2086 # A script and its arguments.
    if out=$(tests/screen/$script); then
        echo "| tests/screen/${script%% *} | | $(date +%F) | passed: $(echo "$out" | tail -1) |"
    else
        echo "$out" | tail -5 >&2; failed=1
    fi
done
exit $failed
