using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Requests;

/// <summary>Options of a deletion, from the body where there is one, else from the query.</summary>
internal static class DeleteQuery
{
    private static Schema Schema => BuiltInSchemas.Named("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")!;

    /// <summary>The options in the query.</summary>
    /// <exception cref="ApiException">400 or 422: they make no sense.</exception>
    public static DeleteOptions Read(QueryValues query) => Checked(
        new DeleteOptions
        {
            GracePeriodSeconds = query.Integer("gracePeriodSeconds"),
            OrphanDependents = query.Flag("orphanDependents"),
            PropagationPolicy = query.First("propagationPolicy"),
            PreconditionUid = query.First("uid") is { Length: > 0 } uid ? uid : null,
            PreconditionResourceVersion = query.First("resourceVersion") is { Length: > 0 } version ? version : null,
        },
        [.. query.All("dryRun")]);

    /// <summary>The options in a body.</summary>
    /// <exception cref="ApiException">400 or 422: they make no sense.</exception>
    public static DeleteOptions Read(MapValue body)
    {
        CheckKind(body);
        body = Typed(body);
        var preconditions = body.Map("preconditions");
        return Checked(
            new DeleteOptions
            {
                GracePeriodSeconds = body.Integer("gracePeriodSeconds"),
                OrphanDependents = body.Bool("orphanDependents"),
                PropagationPolicy = body.String("propagationPolicy"),
                PreconditionUid = preconditions?.String("uid"),
                PreconditionResourceVersion = preconditions?.String("resourceVersion"),
            },
            [.. body.Strings("dryRun")]);
    }

    private static MapValue Typed(MapValue body)
    {
        var decoded = TypedDecoder.Decode(body, Schema);
        return decoded.Error is { } error ? throw StatusDocument.BadRequest(error).ToException() : decoded.Document;
    }

    // Faults of both kinds are told at once, so the rules of the verb (DeleteOptionRules) are asked here with dryRun's.
    private static DeleteOptions Checked(DeleteOptions options, IReadOnlyList<string> dryRun)
    {
        var errors = new FieldErrors();
        DeleteOptionRules.Check(options, errors);
        var isDryRun = WriteQuery.CheckDryRun(dryRun, errors);
        WriteQuery.ThrowIfAny(errors, "DeleteOptions");
        return options with { DryRun = isDryRun };
    }

    private static void CheckKind(MapValue body)
    {
        var (kind, version) = (body.StringOrEmpty("kind"), body.StringOrEmpty("apiVersion"));
        if (kind is not ("" or "DeleteOptions"))
        {
            var shown = version.Length > 0 ? version : "meta.k8s.io/v1";
            throw StatusDocument.BadRequest($"no kind {GoText.Quote(kind)} is registered for version {GoText.Quote(shown)} in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"").ToException();
        }
    }
}
