using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class StatusDocumentTests
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource Deployments = new("apps", "deployments");

    [Fact]
    public void NotFound_OfAGroup_IsTheDocumentTheServerSends() =>
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"deployments.apps \"web\" not found","reason":"NotFound","details":{"name":"web","group":"apps","kind":"deployments"},"code":404}""",
            StatusDocument.NotFound(Deployments, "web").Document.ToString());

    [Fact]
    public void Invalid_WithSeveralFaults_NamesEachOnceAndKeepsAllCauses()
    {
        var errors = new FieldErrors();
        errors.Required(FieldPath.Of("spec", "a"));
        errors.Required(FieldPath.Of("spec", "a"));
        errors.Forbidden(FieldPath.Of("spec").Child("b"), "may not be set");

        var status = StatusDocument.Invalid(new GroupKind("apps", "Deployment"), "web", errors);

        Assert.Equal("Deployment.apps \"web\" is invalid: [spec.a: Required value, spec.b: Forbidden: may not be set]", status.Message);
        Assert.Equal(3, status.Causes.Count());
        Assert.Equal("""{"reason":"FieldValueRequired","message":"Required value","field":"spec.a"}""", status.Causes.First().ToString());
    }

    public static TheoryData<ApiStatus, int, string, string, string> Statuses => new()
    {
        { StatusDocument.AlreadyExists(Pods, "a"), 409, "AlreadyExists", "pods \"a\" already exists", """{"name":"a","kind":"pods"}""" },
        { StatusDocument.Conflict(Pods, "a"), 409, "Conflict", "Operation cannot be fulfilled on pods \"a\": the object has been modified; please apply your changes to the latest version and try again", """{"name":"a","kind":"pods"}""" },
        { StatusDocument.Forbidden(Pods, "", "no"), 403, "Forbidden", "pods is forbidden: no", """{"kind":"pods"}""" },
        { StatusDocument.Forbidden(Deployments, "x", "no"), 403, "Forbidden", "deployments.apps \"x\" is forbidden: no", """{"name":"x","group":"apps","kind":"deployments"}""" },
        { StatusDocument.Forbidden(default(GroupResource) with { Group = "", Resource = "" }, "", "no"), 403, "Forbidden", "forbidden: no", "{}" },
        { StatusDocument.MethodNotSupported(Pods, "patch"), 405, "MethodNotAllowed", "patch is not supported on resources of kind \"pods\"", """{"kind":"pods"}""" },
        { StatusDocument.ServerTimeout(Pods, "GET", 2), 500, "ServerTimeout", "The GET operation against pods could not be completed at this time, please try again.", """{"name":"GET","kind":"pods","retryAfterSeconds":2}""" },
        { StatusDocument.InternalError("boom"), 500, "InternalError", "Internal error occurred: boom", """{"causes":[{"message":"boom"}]}""" },
        { StatusDocument.Timeout("slow", 0), 504, "Timeout", "Timeout: slow", "{}" },
        { StatusDocument.TooManyRequests("later", 10), 429, "TooManyRequests", "later", """{"retryAfterSeconds":10}""" },
        { StatusDocument.GenerateNameConflict(Pods, "a-x", 1), 409, "AlreadyExists", "pods \"a-x\" already exists, the server was not able to generate a unique name for the object", """{"name":"a-x","kind":"pods","retryAfterSeconds":1}""" },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Refusal_OfEachSort_HasItsCodeReasonTextAndDetails(ApiStatus status, int code, string reason, string message, string details)
    {
        Assert.Equal((code, reason, message), (status.Code, status.Reason, status.Message));
        Assert.Equal(details, status.Document.Map("details")!.ToString());
        Assert.Equal(message, status.ToException().Message);
    }

    public static TheoryData<ApiStatus, int, string> WithoutDetails => new()
    {
        { StatusDocument.BadRequest("bad"), 400, "bad" },
        { StatusDocument.Unauthorized(), 401, "Unauthorized" },
        { StatusDocument.Gone("gone"), 410, "gone" },
        { StatusDocument.Expired("too old"), 410, "too old" },
        { StatusDocument.NotAcceptable(["a/b", "c/d"]), 406, "only the following media types are accepted: a/b, c/d" },
        { StatusDocument.UnsupportedMediaType(["a/b"]), 415, "the body of the request was in an unknown format - accepted media types include: a/b" },
        { StatusDocument.RequestEntityTooLarge("limit is 3"), 413, "Request entity too large: limit is 3" },
        { StatusDocument.ServiceUnavailable("down"), 503, "down" },
        { StatusDocument.Overloaded("full"), 429, "Too many requests: full" },
    };

    [Theory]
    [MemberData(nameof(WithoutDetails))]
    public void Refusal_AboutNoObject_HasNoDetails(ApiStatus status, int code, string message)
    {
        Assert.Equal((code, message), (status.Code, status.Message));
        Assert.False(status.Document.ContainsKey("details"));
    }

    [Fact]
    public void Success_OfADelete_CarriesDetails() =>
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"a","kind":"pods","uid":"u"}}""",
            StatusDocument.Success(StatusDetails.Of(Pods, "a") with { Uid = "u" }).ToString());
}
