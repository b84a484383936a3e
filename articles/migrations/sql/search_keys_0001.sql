-- Words under the number of their station, so that the list of entries that have a word is as long as one station
-- has stories, not the group. Words longer than an index takes are left out; nobody searches for those.
-- COST: an index holds them ready, but to make them anew for each entry of a station took seconds, where the database
-- took the tables for small ones.
create or replace function search_keys(station integer, vector tsvector) returns tsvector
language sql immutable strict parallel safe cost 100000 as $$
    select array_to_tsvector(array(
        select station || ':' || word from unnest(tsvector_to_array(vector)) word where octet_length(word) < 2000
    ))
$$;

-- What to look up under those keys, for a query as it is asked. The keys know no order of words: of a phrase all
-- words are looked up, of what is excluded nothing then, and the entry itself is asked. In the text of a query
-- only operators stand between spaces, and words in quotes.
create or replace function search_asked(station integer, query tsquery) returns tsquery
language sql immutable strict parallel safe as $$
    select case
        when query::text !~ ' <(-|\d+)> ' then under_station
        when querytree(query) in ('T', '') then ('!''' || station || ':''')::tsquery
        else regexp_replace(querytree(under_station), ' <(-|\d+)> ', ' & ', 'g')::tsquery
    end
    from (
        select regexp_replace(query::text, '''((?:[^'']|'''')*)''', '''' || station || ':\1''', 'g')::tsquery
    ) asked(under_station)
$$;
