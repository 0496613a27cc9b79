using System.Net;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Endpoints;

/// <summary>Bodies, options and paths that make little sense, answered as the genuine server answers them.</summary>
public sealed class OddRequestTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private readonly TestServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("""{"kind":"DeleteOptions","apiVersion":"v1","dryRun":"All"}""", "json: cannot unmarshal string into Go struct field DeleteOptions.dryRun of type []string")]
    [InlineData("""{"kind":"DeleteOptions","apiVersion":"v1","preconditions":"x"}""", "json: cannot unmarshal string into Go struct field DeleteOptions.preconditions of type v1.Preconditions")]
    [InlineData("""{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":"x"}""", "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64")]
    [InlineData("""{"kind":"DeleteOptions","apiVersion":"v1","orphanDependents":"x"}""", "json: cannot unmarshal string into Go struct field DeleteOptions.orphanDependents of type bool")]
    public async Task Delete_WithOptionsOfAnotherType_DeletesNothing(string options, string expected)
    {
        await _server.CreateAsync("a");

        var (status, refused) = await _server.CallAsync("DELETE", ConfigMaps + "/a", options);

        Assert.Equal((HttpStatusCode.BadRequest, expected), (status, refused.String("message")));
        Assert.Equal(HttpStatusCode.OK, (await _server.CallAsync("GET", ConfigMaps + "/a")).Status);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"DeleteOptions","apiVersion":"v1","zz":1}""")]
    public async Task Delete_WithOptionsThatSayNothing_Deletes(string options)
    {
        await _server.CreateAsync("a");

        Assert.Equal(HttpStatusCode.OK, (await _server.CallAsync("DELETE", ConfigMaps + "/a", options)).Status);
    }

    [Fact]
    public async Task Delete_WithPreconditionsInTheQuery_HeedsThem()
    {
        await _server.CreateAsync("a");

        Assert.Equal(HttpStatusCode.Conflict, (await _server.CallAsync("DELETE", ConfigMaps + "/a?resourceVersion=1")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _server.CallAsync("DELETE", ConfigMaps + "/a?uid=x")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.CallAsync("DELETE", ConfigMaps + "/a?uid=")).Status);
    }

    [Theory]
    [InlineData("false", HttpStatusCode.Accepted)]
    [InlineData("true", HttpStatusCode.OK)]
    public async Task Delete_ThatIsNotDoneYet_IsAcceptedWhereDependentsAreToGo(string orphan, HttpStatusCode expected)
    {
        await _server.CallAsync("POST", ConfigMaps, """{"metadata":{"name":"a","finalizers":["example.com/f"]}}""");

        Assert.Equal(expected, (await _server.CallAsync("DELETE", ConfigMaps + "/a?orphanDependents=" + orphan)).Status);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/kind","value":"Nope"}]""", "no kind \"Nope\" is registered for version \"v1\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"")]
    [InlineData("""[{"op":"replace","path":"/apiVersion","value":"x"}]""", "no kind \"ConfigMap\" is registered for version \"x\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"")]
    [InlineData("""[{"op":"move","path":"/kind","from":"/apiVersion"}]""", "no kind \"v1\" is registered for the internal version of group \"\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"")]
    [InlineData("""[{"op":"replace","path":"/apiVersion","value":{}}]""", "couldn't get version/kind; json parse error: json: cannot unmarshal object into Go struct field .apiVersion of type string")]
    [InlineData("""[{"op":"remove","path":"/apiVersion"}]""", "strict decoding error: unknown field \"data\", unknown field \"metadata\"")]
    public async Task Patch_ThatChangesTheKind_IsRefused(string patch, string expected)
    {
        await _server.CreateAsync("a");

        var (status, refused) = await _server.CallAsync("PATCH", ConfigMaps + "/a?fieldValidation=Strict", patch, ("Content-Type", "application/json-patch+json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.EndsWith(expected, refused.String("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/merge-patch+json", """{"metadata":null,"data":{"b":[{"z":1,"a":2}],"a":{}}}""", """{"apiVersion":"v1","data":{"a":{},"b":[{"a":2,"z":1}],"k":"v"},"kind":"ConfigMap"}""", "json: cannot unmarshal object into Go struct field ConfigMap.data of type string")]
    [InlineData("application/json-patch+json", """[{"op":"add","path":"/data/k","value":{"z":1,"a":2}},{"op":"remove","path":"/metadata"}]""", """{"apiVersion":"v1","data":{"k":{"z":1,"a":2}},"kind":"ConfigMap"}""", "json: cannot unmarshal object into Go struct field ConfigMap.data of type string")]
    public async Task Patch_ThatCannotBeDecoded_IsQuotedAsThePatchLibraryWritesIt(string type, string patch, string quoted, string why)
    {
        await _server.CreateAsync("a");

        var (_, refused) = await _server.CallAsync("PATCH", ConfigMaps + "/a", patch, ("Content-Type", type));

        Assert.EndsWith($"patch: Invalid value: \"{quoted.Replace("\"", "\\\"", StringComparison.Ordinal)}\": {why}", refused.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_ThatCannotBeDecoded_QuotesMetadataInTheOrderOfTheirFields()
    {
        await _server.CallAsync("POST", ConfigMaps, """{"metadata":{"name":"a","labels":{"x":"y"}}}""");

        var (_, refused) = await _server.CallAsync("PATCH", ConfigMaps + "/a", """{"data":"x"}""", ("Content-Type", "application/merge-patch+json"));

        Assert.Contains("\\\"metadata\\\":{\\\"name\\\":\\\"a\\\",\\\"namespace\\\":\\\"default\\\",\\\"uid\\\":", refused.String("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json-patch+json", """[{"op":"remove","path":"/kind"}]""")]
    [InlineData("application/strategic-merge-patch+json", """{"$retainKeys":["metadata"],"metadata":{"name":"a"}}""")]
    public async Task Patch_ThatTakesTheKindAway_AnswersItAllTheSame(string type, string patch)
    {
        await _server.CreateAsync("a");

        var (status, patched) = await _server.CallAsync("PATCH", ConfigMaps + "/a", patch, ("Content-Type", type));

        Assert.Equal((HttpStatusCode.OK, "ConfigMap", "v1"), (status, patched.String("kind"), patched.String("apiVersion")));
    }

    [Fact]
    public async Task ApplyToTheStatusOfAMissingObject_IsNotFound()
    {
        const string Deployment = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"status":{"replicas":1}}""";

        var (status, refused) = await _server.CallAsync("PATCH", "/apis/apps/v1/namespaces/default/deployments/d/status?fieldManager=m", Deployment, ("Content-Type", "application/apply-patch+yaml"));

        Assert.Equal((HttpStatusCode.NotFound, "deployments.apps \"d\" not found"), (status, refused.String("message")));
    }

    [Fact]
    public async Task DeleteCollection_InAnEmptyNamespace_DeletesNothing()
    {
        await _server.CreateAsync("a");

        var (status, refused) = await _server.CallAsync("DELETE", "/api/v1/namespaces//configmaps");

        Assert.Equal((HttpStatusCode.BadRequest, "Namespace parameter required."), (status, refused.String("message")));
        Assert.Equal(HttpStatusCode.OK, (await _server.CallAsync("GET", ConfigMaps + "/a")).Status);
    }

    [Theory]
    [InlineData("application/json", "null", 422, "metadata.name: Required value: name or generateName is required")]
    [InlineData("application/json;x", "{}", 415, "the body of the request was in an unknown format")]
    [InlineData("application/json", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"q"},"spec":{"containers":[{"ports":[{"containerPort":"x"}]}]}}""", 400, "Pod in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32")]
    [InlineData("application/json", """{"apiVersion":"v1","kind":"List","items":[]}""", 400, "List in version \"v1\" cannot be handled as a ConfigMap: converting (v1.List) to (core.ConfigMap): unknown conversion")]
    [InlineData("application/yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: q}\ndata: {a: b, a: c}\n", 400, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 4: key \"a\" already set in map")]
    public async Task Post_OfAnOddBody_IsRefused(string type, string body, int code, string expected)
    {
        var (status, refused) = await _server.CallAsync("POST", ConfigMaps + "?fieldValidation=Strict", body, ("Content-Type", type));

        Assert.Equal(code, (int)status);
        Assert.Contains(expected, refused.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfYamlThatSaysAKeyTwice_IsWarnedAbout()
    {
        using var response = await _server.SendAsync("POST", ConfigMaps, "metadata: {name: q}\ndata: {a: b, a: c}\n", ("Content-Type", "application/yaml"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["299 - \"line 2: key \\\"a\\\" already set in map\""], response.Headers.GetValues("Warning"));
    }

    [Fact]
    public async Task Post_OfATakenNameBesideAPrefix_SpeaksOfThePrefix()
    {
        await _server.CreateAsync("a");

        var (status, refused) = await _server.CallAsync("POST", ConfigMaps, """{"metadata":{"name":"a","generateName":"a-"}}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("configmaps \"a\" already exists, the server was not able to generate a unique name for the object", refused.String("message"));
    }

    [Fact]
    public async Task Put_WithoutAName_IsRefused()
    {
        var (status, refused) = await _server.CallAsync("PUT", ConfigMaps + "/a", "{}");

        Assert.Equal((HttpStatusCode.BadRequest, "the name of the object (a based on URL) was undeterminable: name must be provided"), (status, refused.String("message")));
    }

    [Theory]
    [InlineData("?watch=true&labelSelector=%3D1&resourceVersionMatch=x", 400)]
    [InlineData("?labelSelector=%3D1&resourceVersionMatch=x", 400)]
    [InlineData("?fieldSelector=nosuch%3D1&resourceVersionMatch=x&resourceVersion=1", 422)]
    public async Task List_WithSeveralFaults_TellsTheFirstThatIsLookedFor(string query, int code) =>
        Assert.Equal(code, (int)(await _server.CallAsync("GET", ConfigMaps + query)).Status);

    [Fact]
    public async Task Get_AtAVersionThatIsNone_IsAnUnclassifiedFault()
    {
        var (status, refused) = await _server.CallAsync("GET", ConfigMaps + "/a?resourceVersion=x");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax", refused.String("message"));
    }

    [Fact]
    public async Task Get_AcceptingAnyApplicationType_IsNotAcceptable()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps, null, ("Accept", "application/*"));

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }
}
