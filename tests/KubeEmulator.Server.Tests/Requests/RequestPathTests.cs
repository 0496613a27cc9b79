using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Tests.Requests;

public class RequestPathTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods", "list", "", "pods", "", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=true", "watch", "", "pods", "", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=0", "list", "", "pods", "", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=maybe", "watch", "", "pods", "", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/b", "get", "", "pods", "a", "b", "")]
    [InlineData("HEAD", "/api/v1/namespaces/a/pods/b", "get", "", "pods", "a", "b", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/b/log", "get", "", "pods", "a", "b", "log")]
    [InlineData("GET", "/api/v1/namespaces/a", "get", "", "namespaces", "a", "a", "")]
    [InlineData("PUT", "/api/v1/namespaces/a/finalize", "update", "", "namespaces", "a", "a", "finalize")]
    [InlineData("GET", "/api/v1/namespaces", "list", "", "namespaces", "", "", "")]
    [InlineData("POST", "/apis/apps/v1/namespaces/a/deployments", "create", "apps", "deployments", "a", "", "")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments", "deletecollection", "apps", "deployments", "a", "", "")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments/d", "delete", "apps", "deployments", "a", "d", "")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/a/deployments/d/scale", "patch", "apps", "deployments", "a", "d", "scale")]
    [InlineData("GET", "/api/v1/watch/namespaces/a/pods/b", "watch", "", "pods", "a", "b", "")]
    [InlineData("GET", "/api/v1/pods?fieldSelector=metadata.name%3Dx", "list", "", "pods", "", "x", "")]
    [InlineData("GET", "/apis/apps/v1/namespaces/a/deployments/", "list", "apps", "deployments", "a", "", "")]
    [InlineData("FOO", "/api/v1/pods", "", "", "pods", "", "", "")]
    public void Parse_ResourcePath_NamesItsParts(string method, string uri, string verb, string group, string resource, string @namespace, string name, string subresource)
    {
        var request = Parse(method, uri);

        Assert.True(request.IsResource);
        Assert.Equal((verb, group, "v1", resource), (request.Verb, request.Group, request.Version, request.Resource));
        Assert.Equal((@namespace, name, subresource), (request.Namespace, request.Name, request.Subresource));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/healthz")]
    [InlineData("/openapi/v3/apis/apps/v1")]
    public void Parse_OtherPath_IsNoResource(string uri)
    {
        var request = Parse("GET", uri);

        Assert.False(request.IsResource);
        Assert.Equal("get", request.Verb);
    }

    [Fact]
    public void Parse_ProxyPath_KeepsWhatFollows() => Assert.Equal("a/b", Parse("GET", "/api/v1/namespaces/n/services/s/proxy/a/b").Rest);

    [Fact]
    public void Parse_Selectors_AreKeptForAuthorization()
    {
        var request = Parse("GET", "/api/v1/pods?labelSelector=a%3Db&fieldSelector=spec.nodeName%3Dn");

        Assert.Equal(("a=b", "spec.nodeName=n"), (request.LabelSelector, request.FieldSelector));
    }

    private static ResourceRequest Parse(string method, string uri)
    {
        var question = uri.IndexOf('?');
        return question < 0
            ? RequestPath.Parse(method, uri, QueryValues.Empty)
            : RequestPath.Parse(method, uri[..question], QueryValues.Parse(uri[question..]));
    }
}
