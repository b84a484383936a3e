-- The hits of the quarters from the first to the last. Like all of search it gives nothing away but what is
-- live, runs as its owner under a fixed search path, and takes no SQL.
create or replace function published_hits(
    on_station integer, first_quarter integer, last_quarter integer, query tsquery, ranked boolean
) returns table (number bigint, published_at timestamptz, section_id bigint, rank real)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off rows 100 as $$
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from articles_searchentry x
    join articles_edition e on e.id = x.edition_id
    join articles_station s on s.id = e.station_id
    where array[(x.station_id::bigint << 16) | x.quarter] && array(
            select (on_station::bigint << 16) | q from generate_series(first_quarter, last_quarter) q
        )
        and x.vector @@ query
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
$$;
