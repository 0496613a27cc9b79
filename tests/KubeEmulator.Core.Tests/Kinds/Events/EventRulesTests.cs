namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class EventRulesTests
{
    private const string Event = """{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"e"},"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"example.com/c","reportingInstance":"i","action":"a","reason":"r","type":"Normal","note":"n","regarding":{"kind":"Pod","namespace":"default","name":"p"}}""";
    private const string Stored = """{"apiVersion":"v1","kind":"Event","metadata":{"name":"e"},"involvedObject":{"kind":"Pod","namespace":"default","name":"p"}}""";

    [Theory]
    [InlineData("metadata.name=\"Bad_Name!\"", "metadata.name: Invalid value: \"Bad_Name!\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("eventTime=null", "eventTime: Required value")]
    [InlineData("reportingController=\"\"", "reportingController: Required value")]
    [InlineData("reportingController=\"Bad Name!\"", "reportingController: Invalid value: \"Bad Name!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("reportingInstance=\"\"", "reportingInstance: Required value")]
    [InlineData("reportingInstance=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "reportingInstance: Invalid value: \"\": can have at most 128 characters")]
    [InlineData("action=\"\"", "action: Required value")]
    [InlineData("action=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "action: Invalid value: \"\": can have at most 128 characters")]
    [InlineData("reason=\"\"", "reason: Required value")]
    [InlineData("reason=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "reason: Invalid value: \"\": can have at most 128 characters")]
    [InlineData("note=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "message: Invalid value: \"\": can have at most 1024 characters")]
    [InlineData("type=\"Loud\"", "type: Invalid value: \"\": has invalid value: Loud")]
    [InlineData("deprecatedCount=1", "count: Invalid value: \"\": needs to be unset")]
    [InlineData("deprecatedFirstTimestamp=\"2026-01-01T00:00:00Z\"", "firstTimestamp: Invalid value: \"\": needs to be unset")]
    [InlineData("deprecatedLastTimestamp=\"2026-01-01T00:00:00Z\"", "lastTimestamp: Invalid value: \"\": needs to be unset")]
    [InlineData("deprecatedSource={\"component\":\"c\"}", "source: Invalid value: \"\": needs to be unset")]
    [InlineData("series={\"count\":1,\"lastObservedTime\":\"2026-01-01T00:00:00.000000Z\"}", "series.count: Invalid value: \"\": should be at least 2")]
    [InlineData("series={\"count\":2,\"lastObservedTime\":null}", "series.lastObservedTime: Required value")]
    public async Task Event_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("events.k8s.io", "v1", "events", Event, edits));

    [Theory]
    [InlineData("regarding.name=\"q\"", "involvedObject: Invalid value: {\"Kind\":\"Pod\",\"Namespace\":\"default\",\"Name\":\"q\",\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable")]
    [InlineData("reason=\"X\"", "reason: Invalid value: \"X\": field is immutable")]
    [InlineData("note=\"X\"", "message: Invalid value: \"X\": field is immutable")]
    [InlineData("type=\"Warning\"", "type: Invalid value: \"Warning\": field is immutable")]
    [InlineData("action=\"X\"", "action: Invalid value: \"X\": field is immutable")]
    [InlineData("eventTime=\"2026-01-02T00:00:00.000000Z\"", "eventTime: Invalid value: \"2026-01-02T00:00:00.000000Z\": field is immutable")]
    [InlineData("deprecatedCount=3", "count: Invalid value: 3: field is immutable")]
    [InlineData("deprecatedSource={\"component\":\"c\"}", "source: Invalid value: {\"Component\":\"c\",\"Host\":\"\"}: field is immutable")]
    [InlineData("deprecatedFirstTimestamp=\"2026-01-01T00:00:00Z\"", "firstTimestamp: Invalid value: \"2026-01-01T00:00:00Z\": field is immutable")]
    [InlineData("deprecatedLastTimestamp=\"2026-01-01T00:00:00Z\"", "lastTimestamp: Invalid value: \"2026-01-01T00:00:00Z\": field is immutable")]
    [InlineData("related={\"kind\":\"Pod\",\"name\":\"z\"}", "related: Invalid value: {\"Kind\":\"Pod\",\"Namespace\":\"\",\"Name\":\"z\",\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable")]
    [InlineData("reportingController=\"example.com/d\"", "reportingController: Invalid value: \"example.com/d\": field is immutable")]
    [InlineData("reportingInstance=\"j\"", "reportingInstance: Invalid value: \"j\": field is immutable")]
    [InlineData("series={\"count\":1,\"lastObservedTime\":\"2026-01-01T00:00:00.000000Z\"}", "series.count: Invalid value: \"\": should be at least 2")]
    public async Task Event_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("events.k8s.io", "v1", "events", Event, edits));

    [Theory]
    [InlineData("involvedObject.namespace=\"other\"", "involvedObject.namespace: Invalid value: \"other\": does not match event.namespace")]
    public async Task CoreEvent_AboutAnotherNamespace_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "events", Stored, edits));

    [Fact]
    public async Task CoreEvent_Changed_IsAccepted() =>
        Assert.Empty(await RuleTable.UpdateAsync("", "v1", "events", Stored, "reason=\"X\";;message=\"y\";;count=3"));
}
