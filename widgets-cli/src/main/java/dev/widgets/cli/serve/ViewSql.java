package dev.widgets.cli.serve;

/**
 * The statements that read a view. Each row is returned twice: as JSON with the requested columns,
 * and as text.
 */
enum ViewSql {
    WIDGETS("widgets", "serial_number,name,ports,peers", """
            select
              case
                when ?::text is null then row_to_json(v)
                else (
                  select json_object_agg(s.name, row_to_json(v) -> s.name order by s.place)
                  from unnest(string_to_array(?, ',')) with ordinality s (name, place))
              end::text,
              v::text
            from (
              select w.serial_number, w.name, w.ports, w.peers
              from widgets.widgets w
              order by w.serial_number
              limit ?::bigint
              offset ?::bigint) v
            """, """
            select
              case
                when ?::text is null then row_to_json(v)
                else (
                  select json_object_agg(s.name, row_to_json(v) -> s.name order by s.place)
                  from unnest(string_to_array(?, ',')) with ordinality s (name, place))
              end::text,
              v::text
            from (
              select w.serial_number, w.name, w.ports, w.peers
              from widgets.widgets w
              where w.serial_number = ?
              limit ?::bigint
              offset ?::bigint) v
            """, """
            select count(*)
            from widgets.widgets w
            where ?::text is null or w.serial_number = ?
            """),
    SLOTS("slots", "serial_number,slot,port,peer", """
            select
              case
                when ?::text is null then row_to_json(v)
                else (
                  select json_object_agg(c.name, row_to_json(v) -> c.name order by c.place)
                  from unnest(string_to_array(?, ',')) with ordinality c (name, place))
              end::text,
              v::text
            from (
              select s.serial_number, s.slot, s.port, s.peer
              from widgets.slots s
              order by s.serial_number, s.slot
              limit ?::bigint
              offset ?::bigint) v
            """, """
            select
              case
                when ?::text is null then row_to_json(v)
                else (
                  select json_object_agg(c.name, row_to_json(v) -> c.name order by c.place)
                  from unnest(string_to_array(?, ',')) with ordinality c (name, place))
              end::text,
              v::text
            from (
              select s.serial_number, s.slot, s.port, s.peer
              from widgets.slots s
              where s.serial_number = ?
              order by s.slot
              limit ?::bigint
              offset ?::bigint) v
            """, """
            select count(*)
            from widgets.slots s
            where ?::text is null or s.serial_number = ?
            """);

    private final String view;
    private final String columns;
    private final String page;
    private final String ofOne;
    private final String count;

    ViewSql(String view, String columns, String page, String ofOne, String count) {
        this.view = view;
        this.columns = columns;
        this.page = page;
        this.ofOne = ofOne;
        this.count = count;
    }

    String view() {
        return view;
    }

    /** Returns the column names, separated by commas. */
    String columns() {
        return columns;
    }

    /**
     * Returns the statement for a page; its parameters are the columns (twice), limit and offset.
     */
    String page() {
        return page;
    }

    /**
     * Returns the statement for one widget; its parameters are the columns (twice), the serial
     * number, limit and offset.
     */
    String ofOne() {
        return ofOne;
    }

    /**
     * Returns the statement that counts rows; its parameter is the serial number (twice), null for
     * all.
     */
    String count() {
        return count;
    }
}
