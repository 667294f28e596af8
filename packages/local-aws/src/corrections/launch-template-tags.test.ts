import { withoutTemplateTags } from './launch-template-tags';

const own =
  '<item><resourceType>launch-template</resourceType><tagSet><item><key>a</key><value>b</value></item></tagSet></item>';
const instance =
  '<item><resourceType>instance</resourceType><tagSet><item><key>a</key><value>b</value></item></tagSet></item>';

describe('withoutTemplateTags', () => {
  it("drops the template's own tags and keeps those of instances", () => {
    expect(
      withoutTemplateTags(`<tagSpecificationSet>${instance}${own}</tagSpecificationSet>`),
    ).toBe(`<tagSpecificationSet>${instance}</tagSpecificationSet>`);
  });

  it('drops the list when nothing is left in it', () => {
    expect(withoutTemplateTags(`<x/><tagSpecificationSet>${own}</tagSpecificationSet><y/>`)).toBe(
      '<x/><y/>',
    );
  });

  it('leaves everything else as it is', () => {
    const xml = `<tagSpecificationSet>${instance}</tagSpecificationSet><tagSet><item>launch-template</item></tagSet>`;
    expect(withoutTemplateTags(xml)).toBe(xml);
  });
});
