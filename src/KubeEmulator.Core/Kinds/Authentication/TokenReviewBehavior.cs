using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>TokenReview: whose token it is. Upstream: <c>pkg/registry/authentication/tokenreview/storage.go</c>.</summary>
internal sealed class TokenReviewBehavior : KindBehavior
{
    public override bool IsStored => false;

    public override ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document)
    {
        var token = document.StringAt("spec", "token") ?? "";
        if (token.Length == 0)
        {
            throw StatusDocument.BadRequest("token is required for TokenReview in authentication").ToException();
        }

        var audiences = (document.Map("spec") ?? MapValue.Empty).Strings("audiences").ToArray();
        var (user, good, error) = Review(context.Services, token, audiences);
        var status = new MapBuilder();
        if (user is not null)
        {
            status["authenticated"] = true;
        }

        status["user"] = user is null ? MapValue.Empty : UserDocuments.Of(user);
        if (good.Count > 0)
        {
            status["audiences"] = ListValue.From(good.Select(a => (Value)a));
        }

        if (error.Length > 0)
        {
            status["error"] = error;
        }

        return ValueTask.FromResult(document.With("status", status.Build()));
    }

    // Tokens of a file are for the API server alone.
    private static (UserInfo? User, IReadOnlyList<string> Audiences, string Error) Review(ClusterServices services, string token, string[] audiences)
    {
        var own = services.Settings.ServiceAccountIssuer;
        var reviewed = services.Tokens?.Review(token, audiences) ?? (null, [], "invalid bearer token");
        return reviewed.User is null && (audiences.Length == 0 || audiences.Contains(own)) && services.Authenticator?.Authenticate(token, null) is { } known
            ? (known, [own], "")
            : reviewed;
    }
}
