using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ServiceCIDRs. Upstream: <c>pkg/registry/networking/servicecidr/strategy.go</c>.</summary>
internal sealed class ServiceCidrBehavior : SpecStatusBehavior
{
    private static readonly FieldPath Cidrs = FieldPath.Of("spec", "cidrs");
    private static readonly StatusOnly Status = new MetaCheckedStatus();

    public override TableColumns Columns => NetworkingColumns.ServiceCidr;

    protected override bool StatusKeepsMetadata => true;

    protected override SubresourceBehavior StatusWrites => Status;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document.Map("spec") ?? MapValue.Empty);
    }

    // A network can only be joined by one of the other family.
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var spec = document.Map("spec") ?? MapValue.Empty;
        var (updated, before) = (spec.Strings("cidrs").ToArray(), old.Spec.Strings("cidrs").ToArray());
        if (updated.Length != before.Length && (before.Length, updated.Length) is not (1, 2))
        {
            errors.Invalid(Cidrs, spec["cidrs"], FieldChecks.ImmutableText);
            return;
        }

        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] != updated[i])
            {
                errors.Invalid(Cidrs.Index(i), updated[i], FieldChecks.ImmutableText);
            }
        }

        if (updated.Length > before.Length)
        {
            Check(errors, spec);
        }
    }

    private static void Check(FieldErrors errors, MapValue spec)
    {
        var cidrs = spec.Strings("cidrs").ToArray();
        if (cidrs.Length is 0)
        {
            errors.Required(Cidrs, "at least one CIDR required");
            return;
        }

        if (cidrs.Length > 2)
        {
            errors.InvalidText(Cidrs, InternalText.Of(spec, "io.k8s.api.networking.v1.ServiceCIDRSpec"), "may only hold up to 2 values");
            return;
        }

        for (var i = 0; i < cidrs.Length; i++)
        {
            IpRules.CheckCidr(errors, Cidrs.Index(i), cidrs[i]);
        }

        if (cidrs.Length == 2 && CidrValue.Parse(cidrs[0]) is { } one && CidrValue.Parse(cidrs[1]) is { } other && one.Address.IsIPv4 == other.Address.IsIPv4)
        {
            errors.Invalid(Cidrs, spec["cidrs"], "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }
}
