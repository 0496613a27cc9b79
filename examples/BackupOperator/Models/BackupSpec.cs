using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace BackupOperator.Models;

/// <summary>What somebody wants.</summary>
public sealed class BackupSpec
{
    [Required, Description("The claim of the volume."), Length(1, 253), AdditionalPrinterColumn]
    public string Claim { get; set; } = "";

    [Required, Description("When, as a CronJob says it."), AdditionalPrinterColumn]
    public string Schedule { get; set; } = "";

    [Description("How many archives are kept."), DefaultValue(3)]
    public int Keep { get; set; }
}
