package org.sidecardemo.systemtests;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.Torture.Part.CLIENT;

/** sidecar-user beside curl with the same options: the tests of its module, all of them, in one go. */
class ClientTortureTest {

    @Torture(of = CLIENT, with = "what servers do wrong, also to `curl -sSf`: refuse, reset in each phase, say nothing, send a"
            + " byte now and then or for ever, lengths and chunks that aren't true, each class of status, redirects in a loop")
    void faults(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", List.of(), "FaultsTest");
        int asCurl = tests.count("endsAsCurlDoes");
        int all = tests.count("leadsToOutputReasonAndExitCode");
        assertThat(all).isGreaterThanOrEqualTo(asCurl);
        finding.is("%d of %d end as for curl, with zero or not; the other %d are failures where curl takes half an answer for"
                + " a whole one; each within its time limit, with one line of reason", asCurl, all, all - asCurl);
    }

    @Torture(of = CLIENT, with = "names and addresses: IPv6 alone, a name of several addresses of which the last or one after a"
            + " silent one answers, none answers, unknown, known only later")
    void addresses(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", List.of(), "AddressesTest");
        finding.is("the one that answers is found, as by curl, in %d cases of %d; the others fail with one line of reason",
                tests.count("localhost") + tests.count("ipv6Literal") + tests.count("severalAddresses")
                        + tests.count("silentAddressFirst") + tests.count("nameAppears"),
                tests.count("localhost") + tests.count("ipv6Literal") + tests.count("severalAddresses")
                        + tests.count("silentAddressFirst") + tests.count("nameAppears") + tests.count("allRefuse")
                        + tests.count("unknownHost"));
    }

    @Torture(of = CLIENT, with = "retries against each of these: transient and lasting failures, Retry-After, a body that has"
            + " begun")
    void retries(Finding finding) throws Exception {
        var tests = ModuleTests.passed("sidecar-user", List.of(), "RetryTest");
        finding.is("as many connections as curl makes in %d cases; none once the body has begun",
                tests.count("transientStatuses") + tests.count("brokenAnswers"));
        tests.count("noRetryOnceTheBodyHasBegun");
    }
}
