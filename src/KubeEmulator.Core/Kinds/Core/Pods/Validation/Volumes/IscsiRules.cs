using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>iSCSI targets and their qualified names.</summary>
internal static partial class IscsiRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue source)
    {
        errors.Present(path.Child("targetPortal"), source.StringOrEmpty("targetPortal"));
        var iqn = source.StringOrEmpty("iqn");
        if (errors.Present(path.Child("iqn"), iqn))
        {
            Name(errors, path.Child("iqn"), iqn);
        }

        var lun = source.Integer("lun") ?? 0;
        errors.Faults(path.Child("lun"), lun, TextRules.CheckRange(lun, 0, 255));
        if ((source.Bool("chapAuthDiscovery") == true || source.Bool("chapAuthSession") == true) && source.Map("secretRef") is null)
        {
            errors.Required(path.Child("secretRef"));
        }

        if (source.String("initiatorName") is { } initiator)
        {
            Name(errors, path.Child("initiatorname"), initiator);
        }
    }

    private static void Name(FieldErrors errors, FieldPath path, string name)
    {
        var sound = name.Length < 3 ? (bool?)null : name[..3] switch
        {
            "iqn" => Iqn().IsMatch(name),
            "eui" => Eui().IsMatch(name),
            "naa" => Naa().IsMatch(name),
            _ => null,
        };
        if (sound != true)
        {
            errors.Invalid(path, name, sound is null ? "must be valid format starting with iqn, eui, or naa" : "must be valid format");
        }
    }

    [GeneratedRegex(@"iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\t\n\f\r ]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iqn();

    [GeneratedRegex(@"\Aeui.[A-Za-z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Eui();

    [GeneratedRegex(@"\Anaa.[A-Za-z0-9]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Naa();
}
