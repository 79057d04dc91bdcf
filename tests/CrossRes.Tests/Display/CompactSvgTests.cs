using CrossRes.Display;
using Xunit;

namespace CrossRes.Tests.Display;

public class CompactSvgTests
{
    [Fact]
    public void A_style_that_recurs_becomes_a_rule_and_what_draws_nothing_goes() => Assert.Equal(
        """<svg xmlns="http://www.w3.org/2000/svg" width="9"><style>.c0{fill: red;}</style><defs id="d"><clipPath id="a"><rect width="1" /></clipPath></defs><path d="M0,0" class="c0" /><path d="M1,1" class="c0" /><text style="fill: blue;"> one </text></svg>""",
        CompactSvg.Write("""<svg xmlns="http://www.w3.org/2000/svg" class="main-svg" width="9" style=""><defs id="d"><g class="clips"/><clipPath id="a" class="plotclip"><rect width="1"/></clipPath></defs><g class="outer"><g class="inner"/></g><path d="M0,0" style="fill: red;"/><path class="point" d="M1,1" style="fill: red;"/><text style="fill: blue;"> one </text></svg>"""));
}
