using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>IPAddresses: the name is the address in canonical form. Upstream: <c>pkg/apis/networking/validation/validation.go</c>.</summary>
internal sealed class IpAddressBehavior : KindBehavior
{
    private static readonly FieldPath Parent = FieldPath.Of("spec", "parentRef");

    public override TableColumns Columns => NetworkingColumns.IpAddress;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => IpRules.IpFaults(name);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        CheckParent(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        CheckParent(errors, document);
        ObjectMetaRules.Update(errors, context, document, old);
        var parent = document.Map("spec")?["parentRef"];
        if (!SemanticEquality.Equal(parent, old.Spec["parentRef"]))
        {
            errors.InvalidText(Parent, InternalText.Of(parent, "io.k8s.api.networking.v1.ParentReference"), FieldChecks.ImmutableText);
        }
    }

    private static void CheckParent(FieldErrors errors, MapValue document)
    {
        if (document.Map("spec")?.Map("parentRef") is not { } parent)
        {
            errors.Required(Parent);
            return;
        }

        if (parent.StringOrEmpty("group") is { Length: > 0 } group)
        {
            errors.Subdomain(Parent.Child("group"), group);
        }

        IngressBackendRules.PathSegment(errors, Parent.Child("resource"), parent.StringOrEmpty("resource"));
        IngressBackendRules.PathSegment(errors, Parent.Child("name"), parent.StringOrEmpty("name"));
        errors.Faults(Parent.Child("namespace"), parent.StringOrEmpty("namespace"), NameRules.CheckPathSegment(parent.StringOrEmpty("namespace")));
    }
}
