-- A hold holds against every route, and an embargo is lifted by nobody unrecorded.

create or replace function edition_opens_lawfully() returns trigger language plpgsql as $$
declare
    story record;
    down text;
begin
    if new.live_from < published_transaction_start() then
        perform refuse('edition_never_opens_in_the_past', 'An edition cannot be live from a time that has passed.');
    end if;
    -- "for share": neither embargo nor hold can be set between this look and the commit.
    select embargo_until, on_hold, binned_at into story from articles_story where id = new.story_id for share;
    if story.binned_at is not null then
        perform refuse('edition_of_a_binned_story', 'The story lies in the bin.');
    end if;
    if story.on_hold then
        perform refuse('edition_of_a_held_story', 'The story is held for release.');
    end if;
    if story.embargo_until > new.live_from and not exists (
        select from articles_embargooverride
        where story_id = new.story_id and embargo_until >= story.embargo_until
    ) then
        perform refuse('edition_keeps_the_embargo', 'The story is embargoed beyond the time this edition opens.');
    end if;
    select down_kind into down from articles_placement where id = new.placement_id;
    if down <> '' then
        perform refuse('edition_of_a_story_taken_down', 'The story was taken down on this station.');
    end if;
    if new.live_from > published_clock() and exists (
        select from articles_edition
        where placement_id = new.placement_id and live_from > published_clock() and live_until > live_from
    ) then
        perform refuse('edition_one_coming', 'Another edition of this placement is coming already.');
    end if;
    return new;
end $$;

create or replace function story_stays_lawful() returns trigger language plpgsql as $$
begin
    if new.embargo_until is distinct from old.embargo_until and exists (
        select from articles_edition e
        where e.story_id = new.id and e.live_from > published_clock() and e.live_until > e.live_from
            and e.live_from < new.embargo_until
            and not exists (
                select from articles_embargooverride o
                where o.story_id = new.id and o.embargo_until >= new.embargo_until
            )
    ) then
        perform refuse('story_embargo_after_an_edition', 'An edition is scheduled before that embargo ends.');
    end if;
    if old.embargo_until > published_clock()
        and (new.embargo_until is null or new.embargo_until < old.embargo_until)
        and not exists (
            select from articles_embargooverride o
            where o.story_id = new.id and o.embargo_until >= old.embargo_until
        )
    then
        perform refuse('story_embargo_is_lifted_on_record', 'An embargo is lifted with a reason on the record.');
    end if;
    if new.on_hold and not old.on_hold and exists (
        select from articles_edition
        where story_id = new.id and live_from > published_clock() and live_until > live_from
    ) then
        perform refuse('story_hold_after_an_edition', 'An edition is scheduled, and would go out despite the hold.');
    end if;
    if new.binned_at is not null and old.binned_at is null and exists (
        select from articles_edition where story_id = new.id and live_until > live_from
    ) then
        perform refuse('story_bin_takes_drafts_only', 'A story that was or will be live is withdrawn, not binned.');
    end if;
    return new;
end $$;

drop trigger story_stays_lawful on articles_story;
create trigger story_stays_lawful before update of embargo_until, on_hold, binned_at on articles_story
    for each row execute function story_stays_lawful();

create trigger review_bypass_is_append_only before update or delete on articles_reviewbypass
    for each row execute function record_is_append_only();
