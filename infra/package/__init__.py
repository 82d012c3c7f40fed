"""`make package`: one zip and one CloudFormation template, made from Chalice's own and from what it leaves out.

Nothing here talks to AWS. `made` runs Chalice's packager, `shapes` says what each function is given and may touch,
`template` puts them together with `infra/resources.yaml`; `packages` and `archive` make the zip.
"""
