using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace WebsiteOperator.Models;

/// <summary>What somebody wants.</summary>
[ValidationRule("self.host == oldSelf.host", "a website keeps its host")]
[ValidationRule("self.replicas >= 0", "there are no fewer than no servers")]
public sealed class WebsiteSpec
{
    [Required, Description("The host name."), Length(1, 253), AdditionalPrinterColumn]
    public string Host { get; set; } = "";

    [Required, Description("The page as HTML."), Length(0, 10_000)]
    public string Page { get; set; } = "";

    [Description("How many servers."), DefaultValue(1), AdditionalPrinterColumn]
    public int Replicas { get; set; }

    [Description("The web server."), DefaultValue("nginx:1.29")]
    public string Image { get; set; } = "";
}
