package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexSetTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0", "0,1", "0-2", "0,2", "0,1,3-5,7", "''"})
    @DisplayName("indexes are written as a Job's status writes them")
    void written(String indexes) {
        assertThat(IndexSet.parse(indexes)).hasToString(indexes);
    }
}
