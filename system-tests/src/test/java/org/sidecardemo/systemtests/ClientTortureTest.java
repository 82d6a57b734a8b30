package org.sidecardemo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.Torture.Part.CLIENT;

/** sidecar-user beside curl with the same options: the tests of its module, all of them, in one go. */
class ClientTortureTest {

    @Torture(of = CLIENT, with = "servers that refuse, reset in each phase, are silent, slow or endless in each phase, lie about"
            + " lengths and chunks, each class of status, redirects in a loop; beside `curl -sSf`")
    void faults(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", "FaultsTest");
        int asCurl = tests.count("endsAsCurlDoes");
        int all = tests.count("leadsToOutputReasonAndExitCode");
        assertThat(all).isGreaterThanOrEqualTo(asCurl);
        finding.is(
                "%d of %d end as with curl, in success or failure; the other %d, broken answers that curl takes for good,"
                        + " fail; each within its time limit, and with one line of reason",
                asCurl, all, all - asCurl);
    }

    @Torture(of = CLIENT, with = "IPv6 alone, names of several addresses of which one answers, is silent or none answers, unknown"
            + " names; beside curl")
    void addresses(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", "AddressesTest");
        int alsoByCurl = tests.count("localhost") + tests.count("ipv6Literal") + tests.count("severalAddresses");
        int found = alsoByCurl + tests.count("silentAddressFirst") + tests.count("nameAppears");
        int failed = tests.count("allRefuse") + tests.count("unknownHost");
        finding.is(
                "what answers is found in all %d cases, %d of which curl was put to and finds it too; the other %d fail"
                        + " with one line of reason",
                found, alsoByCurl, failed);
    }

    @Torture(of = CLIENT, with = "`--retry` against failures that last, that don't, and that come within the body; beside curl")
    void retries(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", "RetryTest");
        int asCurl = tests.count("transientStatuses") + tests.count("brokenAnswers");
        assertThat(tests.count("noRetryOnceTheBodyHasBegun")).isEqualTo(1);
        finding.is("as many connections as curl makes, in %d cases; none more once the body has begun", asCurl);
    }
}
