package org.sidecardemo.podplayer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.ThrowingConsumer;

/**
 * What mostly sleeps, done side by side. On a busy machine it may come late where a second matters: so what isn't as expected
 * is done again by itself, and only then counts. For one thread.
 *
 * @param <K> what there is to be done
 * @param <R> what comes of it
 */
public final class SideBySide<K, R> implements AutoCloseable {

    private final ExecutorService threads;
    private final Map<K, Callable<R>> tasks = new LinkedHashMap<>();
    private final Map<K, Future<R>> results = new LinkedHashMap<>();

    /** @param atOnce how many at the most */
    public SideBySide(int atOnce) {
        threads = Executors.newFixedThreadPool(atOnce);
    }

    public void start(K key, Callable<R> task) {
        tasks.put(key, task);
        results.put(key, threads.submit(task));
    }

    /** All that have been started, in this order. */
    public List<K> keys() {
        return List.copyOf(tasks.keySet());
    }

    /** @throws ExecutionException if it failed */
    public R result(K key) throws ExecutionException, InterruptedException {
        return results.get(key).get();
    }

    /** Asserts this of a result, or of the second one, when the first isn't so. */
    public void hold(K key, ThrowingConsumer<R> assertion) throws Exception {
        try {
            assertion.accept(result(key));
        } catch (AssertionError difference) {
            System.out.println(key + " is done again, by itself: " + difference.getMessage());
            threads.close();
            results.put(key, CompletableFuture.completedFuture(tasks.get(key).call()));
            assertion.accept(result(key));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
