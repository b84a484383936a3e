-- The clock, and the rules that no line of Python may break.

-- now() stands still in a transaction; statement_timestamp() does not, and this function is inlined.
create function published_clock() returns timestamptz language sql stable as
$$ select statement_timestamp() $$;

-- The start of this transaction by the published clock: what one transaction may call "now" at the earliest.
create function published_transaction_start() returns timestamptz language sql stable as
$$ select published_clock() - (statement_timestamp() - transaction_timestamp()) $$;

create function refuse(rule text, what text) returns void language plpgsql as $$
begin
    raise exception using errcode = 'check_violation', constraint = rule, message = what;
end $$;

-- Editions -----------------------------------------------------------------------------------------------

create function edition_opens_lawfully() returns trigger language plpgsql as $$
declare
    story record;
    down text;
begin
    if new.live_from < published_transaction_start() then
        perform refuse('edition_never_opens_in_the_past', 'An edition cannot be live from a time that has passed.');
    end if;
    -- "for share": an embargo cannot be set between this look and the commit.
    select embargo_until, binned_at into story from articles_story where id = new.story_id for share;
    if story.binned_at is not null then
        perform refuse('edition_of_a_binned_story', 'The story lies in the bin.');
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

create trigger edition_opens_lawfully before insert on articles_edition
    for each row execute function edition_opens_lawfully();

create function edition_is_frozen() returns trigger language plpgsql as $$
declare
    derived constant text[] := array['rendered_html', 'plain_text', 'renderer_version'];
    words constant text[] := array['headline', 'deck', 'body', 'slug', 'dateline', 'page', 'lead_picture_id',
                                   'redacted_at', 'redacted_by_id', 'redaction_reason'];
    begun constant timestamptz := published_transaction_start();
    free text[] := derived || array['live_until'];
begin
    if tg_op = 'DELETE' then
        if old.live_until > old.live_from then
            perform refuse('edition_is_kept', 'An edition that was or will be live is never deleted.');
        end if;
        return old;
    end if;
    if new.redacted_at is not null and old.redacted_at is null then
        if (new.headline, new.deck, new.body, new.slug, new.dateline, new.page, new.rendered_html, new.plain_text)
            is distinct from ('', '', '', 'redacted', '', '{}'::jsonb, '', '') then
            perform refuse('edition_redaction_is_whole', 'A redaction empties every column that holds words.');
        end if;
        free := free || words;
    elsif old.redacted_at is not null then
        free := array['live_until'];
    end if;
    if (to_jsonb(new) - free) is distinct from (to_jsonb(old) - free) then
        perform refuse('edition_is_frozen', 'The content of an edition never changes.');
    end if;
    if new.live_until <> old.live_until and not (
        old.live_until > begun
        and old.live_until > old.live_from
        and (new.live_until >= begun or (new.live_until = old.live_from and old.live_from > begun))
    ) then
        perform refuse('edition_keeps_its_past', 'When an edition was live cannot be changed afterwards.');
    end if;
    return new;
end $$;

create trigger edition_is_frozen before update or delete on articles_edition
    for each row execute function edition_is_frozen();

-- Stories and placements ---------------------------------------------------------------------------------

create function story_stays_lawful() returns trigger language plpgsql as $$
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
    if new.binned_at is not null and old.binned_at is null and exists (
        select from articles_edition where story_id = new.id and live_until > live_from
    ) then
        perform refuse('story_bin_takes_drafts_only', 'A story that was or will be live is withdrawn, not binned.');
    end if;
    return new;
end $$;

create trigger story_stays_lawful before update of embargo_until, binned_at on articles_story
    for each row execute function story_stays_lawful();

create function placement_down_is_down() returns trigger language plpgsql as $$
begin
    if new.down_kind <> '' and exists (
        select from articles_edition
        where placement_id = new.id and live_until > greatest(live_from, published_clock())
    ) then
        perform refuse('placement_down_is_down', 'A story that is taken down has no edition live or coming.');
    end if;
    return new;
end $$;

create trigger placement_down_is_down before insert or update of down_kind on articles_placement
    for each row execute function placement_down_is_down();

-- The record ---------------------------------------------------------------------------------------------

create function record_is_append_only() returns trigger language plpgsql as $$
begin
    perform refuse('record_is_append_only', 'What was recorded stays as it is.');
end $$;

create trigger story_event_is_append_only before update or delete on articles_storyevent
    for each row execute function record_is_append_only();
create trigger embargo_override_is_append_only before update or delete on articles_embargooverride
    for each row execute function record_is_append_only();
-- Old page changes may be deleted: pages rendered after them cannot be stale because of them.
create trigger page_change_is_append_only before update on articles_pagechange
    for each row execute function record_is_append_only();

alter table articles_pagechange add column xid xid8 not null default pg_current_xact_id();
create index page_change_xid on articles_pagechange (xid);

-- Stations -----------------------------------------------------------------------------------------------

create function callsign_is_of_one_station() returns trigger language plpgsql as $$
begin
    -- One lock for both tables: two transactions cannot each miss the other's row.
    perform pg_advisory_xact_lock(hashtext('articles.callsign'));
    if tg_table_name = 'articles_station' and exists (
        select from articles_formercallsign where callsign = new.callsign
    ) or tg_table_name = 'articles_formercallsign' and exists (
        select from articles_station where callsign = new.callsign
    ) then
        perform refuse('callsign_is_of_one_station', 'That call sign belongs, or belonged, to another station.');
    end if;
    return new;
end $$;

create trigger station_callsign_is_its_own before insert or update of callsign on articles_station
    for each row execute function callsign_is_of_one_station();
create trigger former_callsign_is_its_own before insert or update of callsign on articles_formercallsign
    for each row execute function callsign_is_of_one_station();

-- A section is always one of the same station.
alter table articles_placement add constraint placement_section_of_station
    foreign key (section_id, station_id) references articles_section (id, station_id)
    deferrable initially deferred;
alter table articles_membership add constraint membership_section_of_station
    foreign key (section_id, station_id) references articles_section (id, station_id)
    deferrable initially deferred;
alter table articles_section add constraint section_parent_of_station
    foreign key (parent_id, station_id) references articles_section (id, station_id)
    deferrable initially deferred;
-- A home placement is on the story's own station.
alter table articles_story add constraint story_with_station unique (id, station_id);

create function placement_home_is_home() returns trigger language plpgsql as $$
begin
    if new.home and not exists (
        select from articles_story where id = new.story_id and station_id = new.station_id
    ) then
        perform refuse('placement_home_is_home', 'The home placement is on the station that owns the story.');
    end if;
    return new;
end $$;

create trigger placement_home_is_home before insert or update of home, station_id, story_id on articles_placement
    for each row execute function placement_home_is_home();

-- Search -------------------------------------------------------------------------------------------------

create text search configuration newsroom_en (copy = pg_catalog.english);
alter text search configuration newsroom_en
    alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration newsroom_es (copy = pg_catalog.spanish);
alter text search configuration newsroom_es
    alter mapping for hword, hword_part, word with unaccent, spanish_stem;
