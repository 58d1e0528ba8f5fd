"""Pure, seeded trials of schedulers on learners whose memory is not what the scheduler believes."""
