using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ServiceAccounts. Upstream: <c>pkg/registry/core/serviceaccount</c>.</summary>
internal sealed class ServiceAccountBehavior : KindBehavior
{
    private const string MountableSecrets = "kubernetes.io/enforce-mountable-secrets";

    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override SubresourceAction? Action(string name) => name == "token" ? TokenAction.Instance : null;

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => WithCleanSecrets(document);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => WithCleanSecrets(document);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => ObjectMetaRules.Create(errors, document);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (Annotated(document) && !(old is not null && Annotated(old.Root)))
        {
            warn($"metadata.annotations[{MountableSecrets}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
        }
    }

    private static bool Annotated(MapValue document) => document.StringAt("metadata", "annotations", MountableSecrets) is not null;

    // Of a reference to a Secret only the name means something.
    private static MapValue WithCleanSecrets(MapValue document) => document.EditMaps("secrets", secret =>
        secret.String("name") is { } name ? MapValue.Of(("name", name)) : MapValue.Empty);
}
