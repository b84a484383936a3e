-- The hits of the quarters from the first to the last. Like all of search it gives nothing away but what is
-- live, runs as its owner under a fixed search path, and takes no SQL.
--
-- OFFSET 0: the index answers for the entries before anything else is asked of them. With old statistics, or none,
-- the database came to them by other ways, and made the keys of each anew: seconds a search.
--
-- A search asks it window by window, up to 44 times. One plan for all: to plan each of them anew took 0.3 ms.
create or replace function published_hits(
    on_station integer, first_quarter integer, last_quarter integer, query tsquery, ranked boolean
) returns table (number bigint, published_at timestamptz, section_id bigint, rank real)
language sql stable security definer set search_path = public, pg_temp
    set enable_seqscan = off set plan_cache_mode = force_generic_plan rows 100 as $$
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from (
        select x.edition_id, x.vector
        from articles_searchentry x
        where array[(x.station_id::bigint << 16) | x.quarter] && array(
                select (on_station::bigint << 16) | q from generate_series(first_quarter, last_quarter) q
            )
            and search_keys(x.station_id, x.vector) @@ search_asked(on_station, query)
        offset 0
    ) x
    join articles_edition e on e.id = x.edition_id
    join articles_station s on s.id = e.station_id
    where (query::text !~ ' <(-|\d+)> ' or x.vector @@ query)
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
$$;

-- The hits before a date in one go, for what is older than all windows. Most stations have nothing that old, which
-- is looked at first; some have thousands, to which an old system gave the first day that it knew. Where nothing is
-- wanted and something excluded, the index would give all there is: those few are found by their date.
create or replace function published_hits_before(
    on_station integer, before timestamptz, query tsquery, ranked boolean
) returns table (number bigint, published_at timestamptz, section_id bigint, rank real)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off rows 100 as $$
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from (
        select x.edition_id, x.vector
        from articles_searchentry x
        where search_keys(x.station_id, x.vector) @@ search_asked(on_station, query)
            and querytree(query) not in ('T', '')
            and exists (
                select from articles_edition o where o.station_id = on_station and o.published_at < before
            )
        offset 0
    ) x
    join articles_edition e on e.id = x.edition_id
    join articles_station s on s.id = e.station_id
    where (query::text !~ ' <(-|\d+)> ' or x.vector @@ query)
        and e.published_at < before
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
    union all
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from articles_edition e
    join articles_searchentry x on x.edition_id = e.id
    join articles_station s on s.id = e.station_id
    where querytree(query) in ('T', '') and x.vector @@ query
        and e.station_id = on_station and e.published_at < before
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
$$;

-- The most similar word that stands in a story live on the station; null where none is similar enough.
create or replace function published_similar_word(on_station integer, typed text, at_least real) returns text
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
    select w.word
    from articles_searchword w
    join articles_station s on s.id = w.station_id
    where w.station_id = on_station and w.word % typed and similarity(w.word, typed) >= at_least
        and s.opened_at <= published_clock()
        and exists (
            select from (
                select x.edition_id
                from articles_searchentry x
                where search_keys(x.station_id, x.vector) @@ search_asked(on_station, plainto_tsquery(
                    (case s.language when 'es' then 'newsroom_es' else 'newsroom_en' end)::regconfig, w.word))
                offset 0
            ) x
            join articles_edition e on e.id = x.edition_id
            where e.live_from <= published_clock() and e.live_until > published_clock()
        )
    order by similarity(w.word, typed) desc, w.word
    limit 1
$$;
