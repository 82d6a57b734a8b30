package org.sidecardemo.podplayer.report;

/**
 * Where things stand in a timeline, in pixels, unless it is scaled. Text can't be measured here: so many characters are
 * about what fits.
 */
enum Layout {

    WIDE("wide-picture", 960, 32, 208, 592, false, 126, 22),
    /** For a phone. */
    NARROW("narrow", 360, 14, 16, 328, true, 48, 16);

    private final String label;
    private final int width;
    private final int margin;
    private final int left;
    private final int plotWidth;
    private final boolean nameAbove;
    private final int lineCharacters;
    private final int nameCharacters;

    Layout(String label, int width, int margin, int left, int plotWidth, boolean nameAbove, int lineCharacters,
            int nameCharacters) {
        this.label = label;
        this.width = width;
        this.margin = margin;
        this.left = left;
        this.plotWidth = plotWidth;
        this.nameAbove = nameAbove;
        this.lineCharacters = lineCharacters;
        this.nameCharacters = nameCharacters;
    }

    /** A part of the ids in the picture, as several may stand in one page. */
    String label() {
        return label;
    }

    int width() {
        return width;
    }

    int margin() {
        return margin;
    }

    /** Where the plot begins. */
    int left() {
        return left;
    }

    int plotWidth() {
        return plotWidth;
    }

    /** True if a container's name stands above its bar, false if to its left. */
    boolean nameAbove() {
        return nameAbove;
    }

    /** Of the sentence below the title. */
    int lineCharacters() {
        return lineCharacters;
    }

    int nameCharacters() {
        return nameCharacters;
    }

    /** Of a row, without what its container printed. */
    int rowHeight() {
        return nameAbove ? 62 : 46;
    }

    /** From a row's top to the middle of its bar. */
    int barMiddle() {
        return nameAbove ? 44 : 23;
    }

    /** How many steps of the axis have room. */
    int mostSteps() {
        return nameAbove ? 6 : 10;
    }
}
