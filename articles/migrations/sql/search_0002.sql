-- Whether fewer than five hundred stories have the words: then they are looked for in one go.
create or replace function published_hits_are_few(on_station integer, query tsquery) returns boolean
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
    select count(*) < 500 from (
        select from articles_searchentry x
        join articles_edition e on e.id = x.edition_id
        join articles_station s on s.id = e.station_id
        where x.station_id = on_station and x.vector @@ query
            and e.live_from <= published_clock() and e.live_until > published_clock()
            and s.opened_at <= published_clock()
        limit 500
    ) h
$$;

-- The hits before a date in one go, for words that the newest quarters have few of. Like `published_hits` it
-- gives nothing away but what is live, runs as its owner under a fixed search path, and takes no SQL.
create or replace function published_hits_before(
    on_station integer, before timestamptz, query tsquery, ranked boolean
) returns table (number bigint, published_at timestamptz, section_id bigint, rank real)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off rows 100 as $$
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from articles_searchentry x
    join articles_edition e on e.id = x.edition_id
    join articles_station s on s.id = e.station_id
    where x.station_id = on_station and x.vector @@ query and e.published_at < before
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
$$;
