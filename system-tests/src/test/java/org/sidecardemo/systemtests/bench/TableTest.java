package org.sidecardemo.systemtests.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {

    private static final Table TABLE = new Table(
            List.of(List.of("FIGURE", "PEER"), List.of("a | b", ""), List.of("longer", "curl")));

    /** Columns are as wide as their widest cell, and no line ends with blanks. */
    @Test
    void text() {
        assertThat(TABLE.asText()).isEqualTo("""
                FIGURE   PEER
                a | b
                longer   curl
                """);
    }

    /** As docs/figures.md has it: titles in small letters, and what would divide a cell is escaped. */
    @Test
    void markdown() {
        assertThat(TABLE.asMarkdown()).isEqualTo("""
                | figure | peer |
                | --- | --- |
                | a \\| b |  |
                | longer | curl |
                """);
    }
}
