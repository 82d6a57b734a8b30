package org.sidecardemo.podplayer.runtime;

import java.nio.file.Path;

/**
 * What a container finds under a path.
 *
 * @param path in the container, absolute
 * @param source a folder or a file of a volume
 */
record Mount(String path, Path source, boolean readOnly) {}
